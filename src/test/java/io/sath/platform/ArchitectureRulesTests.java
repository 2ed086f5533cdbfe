package io.sath.platform;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The house's conventions, as far as a machine can see them. */
@AnalyzeClasses(packages = "io.sath.platform", importOptions = ArchitectureRulesTests.NoTests.class)
class ArchitectureRulesTests {
    private static final List<String> ACCESS =
            List.of(
                    "jakarta.annotation.security.RolesAllowed",
                    "jakarta.annotation.security.PermitAll",
                    "jakarta.annotation.security.DenyAll",
                    "com.vaadin.flow.server.auth.AnonymousAllowed",
                    "org.springframework.security.access.prepost.PreAuthorize");

    private static final DescribedPredicate<JavaClass> ROUTES =
            describe("pages", type -> type.isAnnotatedWith("com.vaadin.flow.router.Route"));

    private static final DescribedPredicate<JavaClass> CONTROLLERS =
            describe(
                    "controllers",
                    type ->
                            type.isAnnotatedWith(
                                    "org.springframework.web.bind.annotation.RestController"));

    // ---- Pages and endpoints

    @ArchTest
    static final ArchRule pagesArePackagePrivateViewsInUi =
            classes()
                    .that(ROUTES)
                    .should()
                    .resideInAPackage("..ui..")
                    .andShould()
                    .haveSimpleNameEndingWith("View")
                    .andShould()
                    .bePackagePrivate();

    @ArchTest
    static final ArchRule pagesStateTheirAccess = classes().that(ROUTES).should(be(open()));

    @ArchTest
    static final ArchRule controllersArePackagePrivateInWeb =
            classes()
                    .that(CONTROLLERS)
                    .should()
                    .resideInAPackage("..web..")
                    .andShould()
                    .bePackagePrivate();

    @ArchTest
    static final ArchRule endpointsStateTheirAccess =
            methods()
                    .that()
                    .areDeclaredInClassesThat(CONTROLLERS)
                    .and()
                    .areMetaAnnotatedWith("org.springframework.web.bind.annotation.RequestMapping")
                    .should(stateAccessHereOrOnTheirClass());

    @ArchTest
    static final ArchRule looksAreInStyleSheets =
            noClasses()
                    .should()
                    .callMethodWhere(
                            call(
                                    "to an element's style",
                                    call ->
                                            call.getName().equals("getStyle")
                                                    && inVaadin().test(call.getTargetOwner())))
                    .because("styles are CSS classes in frontend/styles");

    @ArchTest
    static final ArchRule viewsRunNoScript =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("View")
                    .should()
                    .callMethodWhere(
                            call(
                                    "to run script",
                                    call -> call.getName().matches("executeJs|executeJavaScript")))
                    .because("script belongs to a web component in frontend/");

    // ---- Edges of third parties

    @ArchTest
    static final ArchRule sharedKnowsNoFramework =
            classes()
                    .that()
                    .resideInAPackage("io.sath.platform.shared..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.sath.platform.shared..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule vaadinStaysInPages =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..ui..", "io.sath.platform")
                    .should()
                    .dependOnClassesThat(
                            inVaadin()
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAPackage(
                                                            "com.vaadin.flow.server.auth..")))
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAPackage(
                                                            "com.vaadin.flow.spring.security.."))));

    @ArchTest
    static final ArchRule theEmbeddedServerStaysInDatabase = onlyIn("io.zonky..", "..database..");

    @ArchTest
    static final ArchRule bucketsStayInDatabase = onlyIn("io.github.bucket4j..", "..database..");

    @ArchTest
    static final ArchRule theDriverStaysInDatabase = onlyIn("org.postgresql..", "..database..");

    @ArchTest
    static final ArchRule walletsStayInTheirProbe =
            onlyIn("org.bouncycastle..", "..secrets.probe.polymarket..");

    @ArchTest static final ArchRule smtpStaysInMail = onlyIn("jakarta.mail..", "..mail..");

    @ArchTest
    static final ArchRule springsMailStaysInMail = onlyIn("org.springframework.mail..", "..mail..");

    @ArchTest
    static final ArchRule openApiStaysAtTheWeb = onlyIn("io.swagger..", "..web..", "..api..");

    @ArchTest static final ArchRule springdocStaysInApi = onlyIn("org.springdoc..", "..api..");

    // ---- Tenants

    @ArchTest
    static final ArchRule readersAcrossTenantsSayWhy =
            classes().should(sayWhyWhereTheyReadAcrossTenants());

    // ---- Money and time

    @ArchTest
    static final ArchRule amountsAreExact =
            fields().that()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackages("..ui..", "..bench..")
                    .should()
                    .notHaveRawType("double")
                    .andShould()
                    .notHaveRawType("float")
                    .because("money, prices and ratios are BigDecimal");

    @ArchTest
    static final ArchRule timesAreInstants =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..mail.smtp..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Date")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Calendar")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.text.SimpleDateFormat");

    @ArchTest
    static final ArchRule timeComesFromTheClock =
            noClasses()
                    .should()
                    .callMethodWhere(
                            call(
                                    "of the machine's own time",
                                    call ->
                                            call.getName().equals("now")
                                                    && call.getTargetOwner()
                                                            .getPackageName()
                                                            .equals("java.time")
                                                    && call.getTarget()
                                                            .getRawParameterTypes()
                                                            .isEmpty()))
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("time is taken from the injected java.time.Clock");

    // ---- Shape

    @ArchTest
    static final ArchRule namesSayWhatItIs =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper");

    @ArchTest
    static final ArchRule entitiesStayInTheirModule =
            classes()
                    .that(
                            describe(
                                    "are entities",
                                    type -> type.isAnnotatedWith("jakarta.persistence.Entity")))
                    .should()
                    .bePackagePrivate();

    @ArchTest
    static final ArchRule needsAreConstructorParameters =
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.sath.platform", "..admin.console..", "..bench..")
                    .and()
                    .haveSimpleNameNotEndingWith("Program")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("the log is the place, without secrets");

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..bench..")
                    .should()
                    .callMethodWhere(
                            call(
                                    "to sleep",
                                    call ->
                                            call.getName().equals("sleep")
                                                    && call.getTargetOwner()
                                                            .isEquivalentTo(Thread.class)))
                    .because("waiting is a schedule, a condition or a future");

    private static DescribedPredicate<JavaClass> inVaadin() {
        return resideInAPackage("com.vaadin..");
    }

    private static DescribedPredicate<JavaMethodCall> call(
            String what, Predicate<JavaMethodCall> test) {
        return describe(what, test);
    }

    /** The platform's own classes, wherever a build puts its tests'. */
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/fast/test/");
        }
    }

    private static ArchRule onlyIn(String thirdParty, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(thirdParty);
    }

    private static DescribedPredicate<CanBeAnnotated> open() {
        return describe(
                "annotated with who may enter",
                thing -> ACCESS.stream().anyMatch(thing::isAnnotatedWith));
    }

    private static <T extends JavaCodeUnit> ArchCondition<T> stateAccessHereOrOnTheirClass() {
        return new ArchCondition<>("state who may call them, or their class does") {
            @Override
            public void check(T method, ConditionEvents events) {
                if (!open().test(method) && !open().test(method.getOwner())) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    method,
                                    method.getFullName() + " does not say who may call it"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> sayWhyWhereTheyReadAcrossTenants() {
        return new ArchCondition<>("be marked @CrossTenant where they read across tenants") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<JavaCodeUnit> callers =
                        type.getMethodCallsFromSelf().stream()
                                .filter(call ->
                                        call.getTargetOwner().isEquivalentTo(TenantScope.class))
                                .filter(call -> call.getName().startsWith("acrossTenants"))
                                .map(call -> call.getOrigin())
                                .filter(unit -> !unit.getOwner().isEquivalentTo(TenantScope.class))
                                .collect(Collectors.toSet());
                for (JavaCodeUnit caller : callers) {
                    if (!caller.isAnnotatedWith(CrossTenant.class)
                            && !type.isAnnotatedWith(CrossTenant.class)) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        caller,
                                        caller.getFullName()
                                                + " reads across tenants without @CrossTenant"));
                    }
                }
            }
        };
    }
}
