package dev.roomcast.files.content;

import dev.roomcast.files.FileService;
import dev.roomcast.files.FileView;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.security.CurrentRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The contents of a file over REST: the raw bytes, with the media type as the request or the answer has it. */
@RequestScoped
@Path("files/{id: [0-9]{1,18}}/content")
public class ContentResource {
    private static final System.Logger LOG = System.getLogger(ContentResource.class.getName());
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");
    private static final int LONGEST_TYPE = 127;

    /** Whatever was uploaded, and however it is opened: it runs no script and loads nothing in our name. */
    private static final String POLICY =
            "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'none'; frame-ancestors 'self'";

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

    /** Sends the contents or a range of them. */
    @GET
    public Response download(
            @PathParam("id") long id,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @QueryParam("download") @Nullable String download,
            @Context Request request,
            @Context HttpServletResponse response) {
        Content content = contents.find(id);
        EntityTag tag = new EntityTag(content.sha256());
        Response.ResponseBuilder otherwise = request.evaluatePreconditions(tag);
        if (otherwise != null) {
            return otherwise.tag(tag).build();
        }
        java.nio.file.Path stored = stored(content);
        boolean same = ifRange == null || ifRange.strip().equals("\"" + content.sha256() + "\"");
        Optional<ByteRange> part = ByteRange.of(same ? range : null, content.size());
        if (part.isEmpty()) {
            return Response.status(416)
                    .header("Content-Range", "bytes */" + content.size())
                    .build();
        }
        ByteRange sent = part.get();
        Response.ResponseBuilder answer = described(content, tag, download != null, response)
                .header(HttpHeaders.CONTENT_LENGTH, sent.length())
                .entity(new ContentBody(stored, sent));
        return sent.isWhole(content.size())
                ? answer.build()
                : answer.status(206)
                        .header("Content-Range", sent.header(content.size()))
                        .build();
    }

    /** What a download would say of itself. */
    @HEAD
    public Response describe(
            @PathParam("id") long id,
            @QueryParam("download") @Nullable String download,
            @Context Request request,
            @Context HttpServletResponse response) {
        Content content = contents.find(id);
        EntityTag tag = new EntityTag(content.sha256());
        Response.ResponseBuilder otherwise = request.evaluatePreconditions(tag);
        return otherwise != null
                ? otherwise.tag(tag).build()
                : described(content, tag, download != null, response)
                        .header(HttpHeaders.CONTENT_LENGTH, content.size())
                        .build();
    }

    private static Response.ResponseBuilder described(
            Content content, EntityTag tag, boolean download, HttpServletResponse response) {
        // Set here, where it replaces the one of our pages: added to it, a browser would obey both.
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        return Response.ok()
                .tag(tag)
                .type(content.mediaType())
                .header("Accept-Ranges", "bytes")
                .header("Content-Disposition", Disposition.of(content.name(), content.mediaType(), download));
    }

    private java.nio.file.Path stored(Content content) {
        java.nio.file.Path stored = store.path(content.stored());
        if (!Files.isReadable(stored)) {
            LOG.log(System.Logger.Level.WARNING, "contents are missing in the files directory: {0}", content.stored());
            throw ProblemException.of(404, "no-content");
        }
        return stored;
    }

    /** Without its parameters; null when the request does not say. */
    private static @Nullable String mediaType(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String type = header.split(";", 2)[0].strip();
        if (type.length() > LONGEST_TYPE || !MEDIA_TYPE.matcher(type).matches()) {
            throw ProblemException.of(400, "bad-parameter", HttpHeaders.CONTENT_TYPE);
        }
        return type;
    }
}
