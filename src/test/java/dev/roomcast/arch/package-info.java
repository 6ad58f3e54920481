/** The walls of the project as tests. Every rule is also run on classes that break it, because a rule that has never failed is not a rule. */
package dev.roomcast.arch;
