/** Tests in the container, and what they stand on: workers as processes of their own, a cluster of them, and a client of the API. */
package dev.roomcast.it;
