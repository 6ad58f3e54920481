package dev.roomcast.files.content;

import dev.roomcast.files.FileService;
import dev.roomcast.files.FileView;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.security.CurrentRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the contents of a file: the raw bytes, with their media type. {@link ContentDownload} sends them back. */
@RequestScoped
@Path("files/{id: [0-9]{1,18}}/content")
public class ContentResource {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");
    private static final int LONGEST_TYPE = 127;

    @Inject
    private ContentStore store;

    @Inject
    private ContentService contents;

    @Inject
    private FileService files;

    @Inject
    private CurrentRequest current;

    @Inject
    private Answers answers;

    /** Replaces the contents, whole or not at all. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response upload(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream body) {
        current.requireEditor();
        OptionalLong version = Answers.demandedVersion(ifMatch);
        String mediaType = mediaType(type);
        contents.require(id, version);
        Incoming incoming = store.receive(body, length == null ? -1 : Long.parseLong(length));
        try {
            contents.replace(id, version, incoming, mediaType);
        } catch (ProblemException | PersistenceException rolledBack) {
            store.drop(incoming.name());
            throw rolledBack;
        }
        FileView file = files.find(id);
        return answers.one(200, file, file.version()).build();
    }

    /** In lower case, as lists are filtered by it, and without its parameters; null when the request does not say. */
    private static @Nullable String mediaType(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String type = header.split(";", 2)[0].strip();
        if (type.length() > LONGEST_TYPE || !MEDIA_TYPE.matcher(type).matches()) {
            throw ProblemException.of(400, "bad-parameter", HttpHeaders.CONTENT_TYPE);
        }
        return type.toLowerCase(Locale.ROOT);
    }
}
