package dev.roomcast.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** How many records there are of each topic. */
@ApplicationScoped
public class Counts {
    private record Topic(String name, String count) {}

    private static final List<Topic> TOPICS = List.of(
            new Topic("files", "select count(*) from file"),
            new Topic("users", "select count(*) from app_user"),
            new Topic("groups", "select count(*) from app_group"),
            new Topic("categories", "select count(*) from category"),
            new Topic("registrators", "select count(*) from registrator"));

    @Inject
    private DataSource dataSource;

    /** The counts of those topics that are wanted. */
    public Map<String, Long> of(Predicate<String> wanted) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = dataSource.getConnection()) {
            for (Topic topic : TOPICS) {
                if (wanted.test(topic.name())) {
                    counts.put(topic.name(), count(connection, topic));
                }
            }
        }
        return counts;
    }

    private static long count(Connection connection, Topic topic) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(topic.count());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
