package dev.roomcast.platform.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** Hands the database to those who write SQL: the server's own data source when one is named, else the application's. */
@ApplicationScoped
public class DataSourceProducer {
    @Resource(lookup = Schema.DATA_SOURCE)
    private DataSource ours;

    @Produces
    DataSource dataSource() {
        return ServerDataSource.find().orElse(ours);
    }
}
