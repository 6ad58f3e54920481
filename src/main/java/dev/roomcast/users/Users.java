package dev.roomcast.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The users as the database has them. */
@ApplicationScoped
@Transactional
public class Users {
    private static final int MOST_PEOPLE = 500;

    @PersistenceContext
    private EntityManager entities;

    /** By the login as a person may type it: in any case. */
    public Optional<User> byLogin(String login) {
        return entities.createQuery("select u from User u where u.login = :login", User.class)
                .setParameter("login", login.strip().toLowerCase(Locale.ROOT))
                .getResultStream()
                .findFirst();
    }

    /** The first of the active users whose login or name contains a text, in any case, by their names. */
    public List<User> active(String search) {
        String query = """
                select u from User u left join fetch u.memberOf
                 where u.active = true
                   and (u.login like :pattern or lower(u.fullName) like :pattern)
                 order by lower(u.fullName), u.id""";
        String pattern = "%" + search.toLowerCase(Locale.ROOT).replaceAll("[%_\\\\]", "_") + "%";
        return entities.createQuery(query, User.class)
                .setParameter("pattern", pattern)
                .setMaxResults(MOST_PEOPLE)
                .getResultList();
    }

    public boolean none() {
        return entities.createQuery("select count(u) from User u", Long.class).getSingleResult() == 0;
    }
}
