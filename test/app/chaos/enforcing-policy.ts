import { changeSwitches, type ChangeSwitch } from '../../../policies/policy-changes.ts'

/** How a policy has its groups; the rest of it stays. */
export interface EnforcingRules {
  readonly web: 'allow' | 'deny'
  readonly tools: 'allow' | 'deny'
  /** Whether a secret keeps a repository from being allowed; where nothing is scanned, nobody would know. */
  readonly isScanned?: boolean
  /** What is switched off; without it all is on, but for what nobody can do without a person. */
  readonly off?: readonly ChangeSwitch[]
  /** Whether owners are told nothing by issues. */
  readonly isQuiet?: boolean
  /** Whether an App that would lose everything is left an empty repository. */
  readonly hasQuarantine?: boolean
  /** So many may be taken within an hour, whatever takes them. */
  readonly removals?: number
}

export const mostRemovals = 14
/** Fine-grained tokens may last so long, and not reach everything. */
export const mostTokenDays = 30

/**
 * `web` is many repositories that may be connected, `tool` few of them, `app` those that need an approval; the rest is denied. What is
 * connected before anybody looked has no grace, and neither has what outlives its approval because it was asked for again in time.
 */
export const enforcingPolicy = (
  login: string,
  {
    web,
    tools,
    isScanned = true,
    off = [],
    isQuiet = false,
    hasQuarantine = false,
    removals = mostRemovals,
  }: EnforcingRules,
): string => `version: 1
mode: enforce
default: deny
changes:
${changeSwitches.map((one) => `  ${one}: ${one === 'quarantine' ? hasQuarantine : !off.includes(one)}`).join('\n')}
notifications: { issues: ${!isQuiet} }
requests:
  inheritedUntil: 2020-01-01
  graceDays: 0
  owners: [${login}/gatehouse-owners]
  emergency: { by: [${login}/on-call], maxHours: 4, tell: [ada] }
  exceptions: { maxDays: 30 }
  recertification: { dueDays: 1, reviewers: [${login}/security] }
fineGrainedTokens: { maxDays: ${mostTokenDays}, graceDays: 0, permissions: { contents: read } }
safety:
  removals: ${removals}
${isScanned ? 'conditions:\n  noSecretsInTree: { severity: medium, confidence: medium }\n' : ''}groups:
  - name: web
    match: ['${login}/web*']
    access: ${web}
  - name: tools
    match: ['${login}/tool*']
    access: ${tools}
  - name: apps
    match: ['${login}/app*']
    access: approval
    approval: { by: [${login}/security], maxDays: 90 }
`

/** As somebody proposes it who has not tried it. */
export const invalidPolicy = 'version: 1\ngroups: [{ name: web }]\n'
