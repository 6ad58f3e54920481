/** The test-only handlers that the conformance server adds to the production WAR: the echo engine and the suite's application. */
package dev.roomcast.conformance;
