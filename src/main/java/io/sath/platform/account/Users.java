package io.sath.platform.account;

import io.sath.platform.shared.Role;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Users extends Repository<User, UUID> {
    Optional<User> findById(UUID id);

    Optional<User> findByEmail(String email);

    /** Held until the transaction ends: two changes of a person come one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = :id")
    Optional<User> lockById(UUID id);

    /** As {@link #lockById}. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.email = :email")
    Optional<User> lockByEmail(String email);

    boolean existsByRole(Role role);

    User saveAndFlush(User user);

    /** Beside the version: two log-ins at once do not conflict. */
    @Modifying
    @Query("update User u set u.workspace = :workspace where u.id = :id")
    void remember(UUID id, UUID workspace);
}
