package dev.roomcast.arch;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/** The parameters of what a line calls or refers to. */
final class Parameters {

    private Parameters() {}

    /** The names of their raw types; none for a field. */
    static List<String> of(JavaAccess<?> access) {
        if (access.getTarget() instanceof CodeUnitAccessTarget target) {
            return target.getRawParameterTypes().stream()
                    .map(JavaClass::getName)
                    .toList();
        }
        return List.of();
    }
}
