package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.PlatformTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the catalogue whether every table of tenants' rows is closed, whoever made it. */
@PlatformTest
class TenancyCatalogueTests {
    /** Every table and partition that holds tenants' rows. */
    private static final String TENANT_TABLES =
            """
            WITH tenant_tables AS (
                SELECT c.oid, c.relname, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
                       CASE WHEN c.relname = 'tenants' THEN 'id' ELSE 'tenant_id' END AS own
                FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                  AND (c.relname = 'tenants' OR EXISTS (
                      SELECT FROM pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)))
            """;

    @Autowired JdbcClient jdbc;

    @Test
    void everyTableOfTenantsIsClosedForItsOwnerToo() {
        assertThat(
                        names(
                                "relname FROM tenant_tables WHERE NOT (relrowsecurity AND relforcerowsecurity)"))
                .isEmpty();
    }

    @Test
    void theTablesOfTenantsAreFoundAtAll() {
        assertThat(names("relname FROM tenant_tables")).contains("tenants");
    }

    @Test
    void everyTableOfTenantsHasExactlyTheThreePolicies() {
        String compared =
                "(%s = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";
        List<Map<String, @Nullable Object>> tables =
                jdbc.sql(TENANT_TABLES + "SELECT relname, own FROM tenant_tables")
                        .query()
                        .listOfRows();
        for (Map<String, Object> table : tables) {
            String own = compared.formatted(table.get("own"));
            assertThat(
                            jdbc.sql(
                                            """
                                            SELECT concat_ws(' | ', roles::text, permissive, cmd, qual, with_check)
                                            FROM pg_policies WHERE schemaname = 'public' AND tablename = ?
                                            """)
                                    .param(table.get("relname"))
                                    .query(String.class)
                                    .list())
                    .as("policies of %s", table.get("relname"))
                    .containsExactlyInAnyOrder(
                            "{sath_app} | PERMISSIVE | ALL | " + own + " | " + own,
                            "{sath_owner} | PERMISSIVE | ALL | true | true",
                            "{sath_operator} | PERMISSIVE | SELECT | true");
        }
    }

    @Test
    void nothingIsGrantedOnAPartition() {
        assertThat(
                        names(
                                """
                                relname || ' ' || privilege FROM tenant_tables,
                                    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege,
                                    unnest(ARRAY['sath_app', 'sath_operator', 'public']) AS grantee
                                WHERE relispartition AND has_table_privilege(grantee, oid, privilege)
                                """))
                .isEmpty();
    }

    @Test
    void theOperatorMayOnlySelect() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT relname || ' ' || privilege
                                        FROM pg_class,
                                            unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
                                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                                          AND has_table_privilege('sath_operator', oid, privilege)
                                        """)
                                .query(String.class)
                                .list())
                .isEmpty();
    }

    @Test
    void theRolesStandBelowRowLevelSecurity() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT rolname FROM pg_roles WHERE rolname LIKE 'sath\\_%'
                                          AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreaterole
                                        """)
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder("sath_owner", "sath_app", "sath_operator");
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
                                        WHERE relnamespace = 'public'::regnamespace
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly("sath_owner");
    }

    @Test
    void theApplicationEntersTheOperatorsRoleButNeverInheritsIt() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT r.rolname || ' ' || m.inherit_option || ' ' || m.set_option || ' ' || m.admin_option
                                        FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
                                        WHERE m.member = 'sath_app'::regrole
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly("sath_operator false true false");
    }

    @Test
    void everyForeignKeyBetweenTenantsTablesNamesTheTenantOnBothSides() {
        assertThat(
                        names(
                                """
                                f.conname FROM pg_constraint f
                                JOIN tenant_tables c ON c.oid = f.conrelid
                                JOIN tenant_tables p ON p.oid = f.confrelid
                                WHERE f.contype = 'f' AND NOT EXISTS (
                                    SELECT FROM unnest(f.conkey, f.confkey) AS k (near, far)
                                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.near
                                    JOIN pg_attribute b ON b.attrelid = p.oid AND b.attnum = k.far
                                    WHERE a.attname = c.own AND b.attname = p.own)
                                """))
                .isEmpty();
    }

    @Test
    void noViewReadsTenantsRowsWithItsOwnersRights() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT relname FROM pg_class
                                        WHERE relnamespace = 'public'::regnamespace
                                          AND (relkind = 'm' OR relkind = 'v'
                                            AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))
                                        """)
                                .query(String.class)
                                .list())
                .isEmpty();
    }

    @Test
    void everyFunctionWithItsOwnersRightsFixesItsSearchPath() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT proname FROM pg_proc
                                        WHERE pronamespace = 'public'::regnamespace AND prosecdef
                                          AND NOT coalesce(proconfig::text LIKE '%search_path=%pg_temp%', false)
                                        """)
                                .query(String.class)
                                .list())
                .isEmpty();
    }

    private List<String> names(String selected) {
        return jdbc.sql(TENANT_TABLES + "SELECT " + selected)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
