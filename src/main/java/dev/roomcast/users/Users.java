package dev.roomcast.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The users as the database has them. */
@ApplicationScoped
@Transactional
public class Users {
    @PersistenceContext
    private EntityManager entities;

    public Optional<User> byLogin(String login) {
        return entities.createQuery("select u from User u where u.login = :login", User.class)
                .setParameter("login", login)
                .getResultStream()
                .findFirst();
    }

    public boolean none() {
        return entities.createQuery("select count(u) from User u", Long.class).getSingleResult() == 0;
    }
}
