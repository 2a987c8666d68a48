import { jsonDocument } from './escape/json.ts'
import { sortFindings } from './order.ts'
import { resolveOptions } from './renderer.ts'
import type { Renderer } from './renderer.ts'
import type { Report, VersionControl } from './report.ts'
import { sarifInvocation } from './sarif/invocation.ts'
import { sarifResult } from './sarif/result.ts'
import { weaknessTaxonomies } from './sarif/weaknesses.ts'
import { ruleDescriptors } from './sarif/descriptors.ts'

/**
 * GitHub refuses a run with more results, and shows the first 5,000 by severity. A file of this size packs to some 2 MB;
 * GitHub's limit is 10 MB packed.
 * Source: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
const resultLimit = 25_000

/**
 * SARIF 2.1.0 as GitHub code scanning and other viewers read it. The gravest results are kept where GitHub's limit cuts,
 * and the number of the others is said; with `all` nothing is cut.
 */
export const renderSarif: Renderer = (report, options) => {
  const { all } = resolveOptions(options)
  const sorted = sortFindings(report.findings)
  const findings = all ? sorted : sorted.slice(0, resultLimit)
  const rules = ruleDescriptors(report, findings)
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]))
  const run = {
    tool: { driver: driver(report, rules) },
    ...weaknessTaxonomies(report.rules.values()),
    invocations: [sarifInvocation(report, sorted.length - findings.length)],
    ...provenance(report.versionControl),
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of what was scanned.' } } },
    columnKind: 'utf16CodeUnits',
    redactionTokens: ['********'],
    results: findings.map((finding) => sarifResult(finding, ruleIndexes.get(finding.rule) ?? -1)),
  }
  return `${jsonDocument({ $schema: schema, version: '2.1.0', runs: [run] })}\n`
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

const driver = (report: Report, rules: ReturnType<typeof ruleDescriptors>) => ({
  name: 'Gatehouse',
  semanticVersion: report.version,
  version: report.version,
  rules,
})

function provenance(from: VersionControl | undefined) {
  if (from === undefined) return {}
  const details = {
    repositoryUri: from.repository,
    ...(from.commit === undefined ? {} : { revisionId: from.commit }),
    ...(from.branch === undefined ? {} : { branch: from.branch }),
    mappedTo: { uriBaseId: '%SRCROOT%' },
  }
  return { versionControlProvenance: [details] }
}
