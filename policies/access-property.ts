/**
 * The custom property in which Gatehouse says what it decided. No policy may read it: a decision that rests on the decision before
 * would keep itself alive, or never come to rest.
 */
export const accessPropertyName = 'claude-access'

/** GitHub takes names of properties in any letter case for the same. */
export const isAccessProperty = (name: string): boolean => name.toLowerCase() === accessPropertyName

export const accessPropertyProblem = `\`${accessPropertyName}\` is where Gatehouse writes what it decided, so a policy cannot decide by it.`
