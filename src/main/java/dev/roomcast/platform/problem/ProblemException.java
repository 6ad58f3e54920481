package dev.roomcast.platform.problem;

/**
 * Ends a request with a {@link Problem}, and rolls its transaction back. Has no stack trace: it is an answer, not a
 * fault.
 */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.key(), null, false, false);
        this.problem = problem;
    }

    /** Shorthand for a problem without fields. */
    public static ProblemException of(int status, String key, Object... arguments) {
        return new ProblemException(Problem.of(status, key, arguments));
    }

    public Problem problem() {
        return problem;
    }
}
