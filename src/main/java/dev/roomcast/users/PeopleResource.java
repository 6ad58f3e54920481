package dev.roomcast.users;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.rest.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The active users by their names, for everyone who is signed in: to choose an owner from. */
@RequestScoped
@Path("people")
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {
    private static final int LONGEST_SEARCH = 200;

    @Inject
    private Users users;

    @Inject
    private Answers answers;

    /** Someone to choose. */
    public record Person(long id, String login, String fullName) {}

    /** Those who were found. */
    public record People(List<Person> items) {}

    @GET
    public Response list(@QueryParam("q") @DefaultValue("") String search, @Context Request request) {
        if (search.length() > LONGEST_SEARCH) {
            throw ProblemException.of(400, "bad-parameter", "q");
        }
        List<Person> people = users.active(search.strip()).stream()
                .map(user -> new Person(user.id(), user.login(), user.fullName()))
                .toList();
        return answers.list(request, new People(people));
    }
}
