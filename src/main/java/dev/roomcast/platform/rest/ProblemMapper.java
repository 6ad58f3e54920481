package dev.roomcast.platform.rest;

import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.CurrentRequest;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes of everything that a resource throws an answer in problem+json. What nobody expected is logged under a number,
 * and the client learns only the number.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int DEEPEST = 20;

    @Inject
    private CurrentRequest current;

    @Override
    public Response toResponse(Throwable thrown) {
        Problem problem = problemOf(thrown);
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE + ";charset=UTF-8")
                .entity(problem.json(current.language()));
        if (problem.status() == 429) {
            answer.header("Retry-After", problem.arguments().get(0));
        }
        if (problem.status() == 401 && problem.key().startsWith("token-")) {
            answer.header("WWW-Authenticate", "Bearer realm=\"roomcast\", error=\"invalid_token\"");
        }
        return answer.build();
    }

    /** What a client is told of it; logs what nobody expected. For those who answer past JAX-RS. */
    public static Problem problemOf(Throwable thrown) {
        Throwable error = thrown;
        for (int depth = 0; error != null && depth < DEEPEST; depth++) {
            Optional<Problem> known = known(error);
            if (known.isPresent()) {
                return known.get();
            }
            error = error.getCause();
        }
        return thrown instanceof WebApplicationException http
                ? Problem.of(http.getResponse().getStatus(), "http")
                : unexpected(thrown);
    }

    private static Optional<Problem> known(Throwable error) {
        if (error instanceof ProblemException refused) {
            return Optional.of(refused.problem());
        }
        // A bad request is what the servers make of a body that is missing or cannot be bound.
        if (error instanceof JsonException || error instanceof JsonbException || error instanceof BadRequestException) {
            return Optional.of(Problem.of(400, "bad-json"));
        }
        if (error instanceof NotFoundException) {
            return Optional.of(Problem.of(404, "not-found"));
        }
        if (error instanceof OptimisticLockException) {
            return Optional.of(Problem.of(409, "changed-meanwhile"));
        }
        return error instanceof SQLException sql ? DatabaseProblem.of(sql) : Optional.empty();
    }

    private static Problem unexpected(Throwable thrown) {
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.log(System.Logger.Level.ERROR, "request failed, number " + number, thrown);
        return Problem.of(500, "failed", number);
    }
}
