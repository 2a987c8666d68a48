import type { RuleInfo } from '../../scanner/engine/rule.ts'

/** How GitHub code scanning reads which weaknesses a rule is about, and shows them beside an alert: as CodeQL writes them. */
export const weaknessTags = ({ weakness }: RuleInfo): readonly string[] =>
  weakness === undefined
    ? []
    : [
        weakness.category,
        ...weakness.cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
        `external/owasp/owasp-${weakness.owasp.toLowerCase().replace(':', '-')}`,
      ]

/** The same as SARIF itself says it, for other viewers: a rule's weaknesses are among those of a taxonomy (SARIF 2.1.0, 3.19.3). */
export const weaknessRelationships = ({ weakness }: RuleInfo) =>
  weakness === undefined
    ? {}
    : {
        relationships: weakness.cwe.map((number) => ({
          target: { id: String(number), toolComponent: { name: 'CWE' } },
          kinds: ['superset'],
        })),
      }

/** The taxonomy with what of it is named; none where nothing is. */
export function weaknessTaxonomies(rules: Iterable<RuleInfo>) {
  const numbers = new Set([...rules].flatMap(({ weakness }) => weakness?.cwe ?? []))
  if (numbers.size === 0) return {}
  const taxa = [...numbers]
    .toSorted((a, b) => a - b)
    .map((number) => ({
      id: String(number),
      helpUri: `https://cwe.mitre.org/data/definitions/${number}.html`,
    }))
  return {
    taxonomies: [{ name: 'CWE', organization: 'MITRE', informationUri: 'https://cwe.mitre.org/', taxa }],
  }
}
