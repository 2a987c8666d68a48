import type { ShownOrganization } from './demo-source.ts'
import { plantedSecrets } from './company/planted-secrets.ts'
import type { WriteProof } from './tour.ts'

/** What the demo says it shows and did not: empty if it kept its word. */
export function brokenPromises(
  organizations: readonly ShownOrganization[],
  proof: WriteProof,
  expected: { readonly organizations: number; readonly repositories: number },
): readonly string[] {
  const repositories = organizations.flatMap((one) => one.repositories)
  return [
    ...wrong(
      organizations.length === expected.organizations,
      `${organizations.length} organizations were seen`,
    ),
    ...wrong(repositories.length === expected.repositories, `${repositories.length} repositories were seen`),
    ...organizations.flatMap(({ login, coverage, audit }) => [
      ...wrong(coverage !== undefined, `${login}: no sweep has come to its end`),
      ...wrong(audit.events > 0, `${login}: nothing is in the audit log`),
      ...wrong(audit.problem === undefined, `${login}: the audit chain is broken: ${audit.problem}`),
    ]),
    ...repositories.flatMap(({ name, decision }) => [
      ...wrong(decision !== undefined, `${name} is not decided`),
      ...wrong((decision?.reasons.length ?? 1) > 0, `${name} is decided without a reason`),
    ]),
    ...missingSecrets(organizations),
    ...wrong(proof.calls > 0, 'GitHub was never asked'),
    ...wrong(proof.writes === 0, `writes on GitHub: ${proof.writes}`),
  ]
}

const wrong = (isFine: boolean, text: string): readonly string[] => (isFine ? [] : [text])

/** Only what an assistant reaches is scanned; what is scanned must show what lies there. */
function missingSecrets(organizations: readonly ShownOrganization[]): readonly string[] {
  const reached = organizations
    .flatMap(({ repositories }) => repositories)
    .filter(({ reaches }) => reaches.some(({ state }) => state === 'connected'))
  return reached.flatMap(({ name, findings }) =>
    (plantedSecrets[name] ?? [])
      .filter((rule) => !findings.some((finding) => finding.rule === rule))
      .map((rule) => `${name}: ${rule} was not found`),
  )
}
