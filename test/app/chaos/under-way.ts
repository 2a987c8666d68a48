/**
 * How long what was decided otherwise may still be under way: between the last look at the record and GitHub lies a request, and an
 * instant is recorded before its transaction ends.
 */
export const underWayMs = 2_000
