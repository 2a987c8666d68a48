/** The shipped policies: in each case `<name>.yml` beside this file. `balanced` is the one used when none is given. */
export const shippedPolicyNames = ['observe-all', 'balanced', 'strict'] as const
export type ShippedPolicyName = (typeof shippedPolicyNames)[number]
