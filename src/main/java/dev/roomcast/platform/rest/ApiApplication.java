package dev.roomcast.platform.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All REST resources, below {@code /api}: the servers keep the top level for their own. */
@ApplicationPath("/api")
public class ApiApplication extends Application {}
