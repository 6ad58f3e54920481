/** Tests in a real browser, driven by Playwright on the Node that the build needs anyway. */
package dev.roomcast.browser;
