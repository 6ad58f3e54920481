package dev.roomcast.platform.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;

/** Has JSON read through a {@link NulFreeStream}, except where a resource takes the body as it is. */
@Provider
public class NulRefusal implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        boolean json = type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
        if (json && !context.getType().equals(InputStream.class)) {
            context.setInputStream(new NulFreeStream(context.getInputStream()));
        }
        return context.proceed();
    }
}
