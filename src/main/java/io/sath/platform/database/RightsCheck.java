package io.sath.platform.database;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Looks, before anything is migrated, whether both roles may do what they must and no more. */
final class RightsCheck {
    /** What must be true of a login, and the text for where it is not. */
    private record Must(String condition, String text) {}

    private static final List<Must> OWNER =
            List.of(
                    new Must("current_user = 'sath_owner'", "start.database-owner-name"),
                    new Must(
                            "has_schema_privilege('public', 'CREATE')",
                            "start.database-owner-create"));

    private static final List<Must> APP =
            List.of(
                    new Must("current_user = 'sath_app'", "start.database-app-name"),
                    new Must(
                            "NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles"
                                    + " WHERE rolname = current_user)",
                            "start.database-app-bypass"),
                    new Must("NOT pg_has_role('sath_owner', 'MEMBER')", "start.database-app-owner"),
                    new Must(
                            "EXISTS (SELECT FROM pg_auth_members m"
                                    + " JOIN pg_roles r ON r.oid = m.roleid"
                                    + " JOIN pg_roles u ON u.oid = m.member"
                                    + " WHERE r.rolname = 'sath_operator'"
                                    + " AND u.rolname = current_user"
                                    + " AND m.set_option AND NOT m.inherit_option)",
                            "start.database-operator"));

    private RightsCheck() {}

    /** Throws a {@link StartFault} for the first thing that is wrong. */
    static void of(DatabaseAccess access) {
        check(access, access.owner(), OWNER);
        check(access, access.app(), APP);
    }

    private static void check(DatabaseAccess access, DatabaseAccess.Login login, List<Must> musts) {
        try (Connection connection = access.connectAs(login);
                Statement statement = connection.createStatement()) {
            for (Must must : musts) {
                try (ResultSet answer = statement.executeQuery("SELECT " + must.condition())) {
                    if (!answer.next() || !answer.getBoolean(1)) {
                        throw new StartFault(Text.of(must.text(), login.user()));
                    }
                }
            }
        } catch (SQLException e) {
            throw new StartFault(Text.of("start.database-login", login.user(), firstLine(e)), e);
        }
    }

    private static String firstLine(SQLException fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
