package io.sath.platform.admin;

import io.sath.platform.account.Invitation;
import io.sath.platform.account.Invitations;
import io.sath.platform.account.Invitations.Made;
import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.audit.Audit;
import io.sath.platform.billing.PlanChange;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** Tenants that operators make for people. */
@Service
public class NewTenants {
    private final Invitations invitations;
    private final Tenants tenants;
    private final PlanChange plans;
    private final Audit audit;

    NewTenants(Invitations invitations, Tenants tenants, PlanChange plans, Audit audit) {
        this.invitations = invitations;
        this.tenants = tenants;
        this.plans = plans;
        this.audit = audit;
    }

    /**
     * Makes a tenant on a plan, without charge and without end, for the person with that e-mail,
     * who owns it and is told by mail; all of it or nothing. It is active where that person has
     * confirmed their e-mail before, else as soon as they accept the invitation.
     *
     * @param plan the code of a plan that is sold, empty where none was given
     * @throws Problem forbidden for who is no operator, invalid with every field that is wrong
     */
    public Owned make(Caller caller, Invitation invitation, String plan) {
        if (!caller.isOperator()) {
            throw Problem.forbidden();
        }
        List<FieldFault> faults = new ArrayList<>(invitations.faults(invitation));
        plans.fault(plan).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        Made made =
                invitations.invite(
                        caller.userId(), invitation, invited -> finish(caller, invited, plan));
        return new Owned(
                new PlannedTenant(tenants.get(made.tenant()), plan),
                made.owner().equals(caller.userId()));
    }

    /**
     * A tenant that was made.
     *
     * @param byCaller whether the operator who made it owns it
     */
    public record Owned(PlannedTenant tenant, boolean byCaller) {}

    private void finish(Caller caller, Made made, String plan) {
        TenantId tenant = made.tenant();
        plans.setPlan(tenant, plan);
        if (made.confirmed()) {
            tenants.changeStatus(tenant, TenantStatus.ACTIVE);
        }
        audit.record(caller.userId(), tenant, "admin.tenant-created", tenant.toString());
    }
}
