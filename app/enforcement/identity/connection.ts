/** Who has to sign in by a connection to an identity provider: it is widened step by step. */
export const enforcedFor = ['nobody', 'people', 'groups', 'everybody'] as const
export type EnforcedFor = (typeof enforcedFor)[number]
