/** The host's permission that guards everything an administrator sets up: providers, domains, the organisation's integration. */
export const CAN_MANAGE_ADMINISTRATION = 'CanManageAdministration';
