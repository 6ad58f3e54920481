package dev.roomcast.sync.ee;

import java.lang.reflect.Method;

/** Members of a container's classes, looked up once and used for every send. */
final class LookedUp {
    private LookedUp() {}

    /** A public method, without the check of modules and packages that each call would begin with. */
    static Method method(Class<?> of, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = of.getMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
