/** Balanced, with groups: what handles cards and people's data wants an approval, experiments are free. */
export const shopPolicy = `# Which repositories Claude may reach at Harbor Goods.
version: 1
mode: observe

conditions:
  noTrackedEnvFiles: { severity: low }
  noSecretsInTree: { severity: medium, confidence: medium }
  noSecretsInHistory: { severity: medium, confidence: medium }
  noRiskyFiles: { severity: high, confidence: medium }
  completeScan: { except: [submodule] }

advice:
  denyRules: { severity: low }
  safeWorkflows: { severity: high, confidence: medium }

groups:
  - name: governance
    match: ['harbor-goods/gatehouse']
    access: deny
  - name: customer data
    match: ['harbor-goods/customer-*', 'harbor-goods/orders-*', 'harbor-goods/billing-*']
    access: approval
    approval: { by: [harbor-goods/security, $owners], count: 2, maxDays: 90 }
  - name: infrastructure
    match: ['harbor-goods/infrastructure*', 'harbor-goods/kubernetes-*']
    access: deny
  - name: public
    match: ['harbor-goods/*']
    where: { visibility: [public] }
    access: allow
    without: [completeScan]
  - name: everything else
    match: ['harbor-goods/*']
    access: allow
`

/** Strict: nothing without an approval. */
export const paymentsPolicy = `# Which repositories Claude may reach at Harbor Pay: none that was not asked for.
version: 1
mode: observe

conditions:
  noTrackedEnvFiles: { severity: low, acceptRisk: false }
  noSecretsInTree: { severity: low, confidence: medium, acceptRisk: false }
  noSecretsInHistory: { severity: low, confidence: medium, acceptRisk: false }
  noRiskyFiles: { severity: medium, confidence: medium }
  denyRules: { severity: low }
  safeWorkflows: { severity: medium, confidence: medium }
  completeScan: { except: [submodule] }
  visibility: [private, internal]
  branchProtection: { reviews: 1 }
  basePermission: none

groups:
  - name: card data
    match: ['harbor-pay/vault-*', 'harbor-pay/card-*']
    access: deny
  - name: every other repository
    match: ['harbor-pay/*']
    access: approval
    approval: { by: [harbor-pay/security], count: 1, maxDays: 30, recertifyBefore: 7 }
`

/** Fine by itself, and refused: everybody could read in it what is guarded and what is not. */
export const labsPolicy = `version: 1
mode: observe
default: allow
`

/** A mistake in an indented key: the version before it stays in force, and people are told the line. */
export const mistakenPolicy = shopPolicy.replace('    access: deny\n', '    acces: deny\n')
