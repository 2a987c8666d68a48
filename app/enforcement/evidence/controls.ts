/** A control of a standard, and which facts of a pack speak to it. In words of our own: the standards' texts are theirs. */
export interface Control {
  readonly standard: 'SOC 2' | 'ISO/IEC 27001:2022'
  readonly id: string
  readonly about: string
  /** Files of the pack, and what an auditor may see in each. */
  readonly facts: readonly { readonly file: string; readonly shows: string }[]
}

const soc = (id: string, about: string, facts: Control['facts']): Control => ({
  standard: 'SOC 2',
  id,
  about,
  facts,
})
const iso = (id: string, about: string, facts: Control['facts']): Control => ({
  standard: 'ISO/IEC 27001:2022',
  id,
  about,
  facts,
})

/**
 * Sources of what each is about: AICPA, Trust Services Criteria (2017, points of focus of 2022), CC6, CC7 and CC8; ISO/IEC
 * 27001:2022, annex A.
 */
export const controls: readonly Control[] = [
  soc('CC6.1', 'Access to protected information is limited by rules and by technical means', [
    {
      file: 'state-at-end',
      shows: 'what each repository was decided to be, and through what it was reached',
    },
    { file: 'policies', shows: 'which rules were in force, and since when' },
    { file: 'changes', shows: 'which limits were put into effect on GitHub, and with what outcome' },
  ]),
  soc('CC6.2', 'Access is given after somebody has authorised it, and taken when it is no longer', [
    { file: 'access-requests', shows: 'who asked, and whether it was approved or denied' },
    { file: 'approvals', shows: 'who gave what until when, and how it ended' },
    { file: 'roles', shows: 'who was given a role in Gatehouse, and who lost one' },
  ]),
  soc('CC6.3', 'Access follows need and least privilege, and is reviewed', [
    { file: 'reviews', shows: 'what was reviewed, by whom, and what was kept or taken' },
    { file: 'exceptions', shows: 'where a condition was waived, by whom and until when' },
    { file: 'emergencies', shows: 'where access was taken in an emergency, and the review of it' },
  ]),
  soc('CC7.2', 'Systems are watched for what points to something wrong', [
    { file: 'sweeps', shows: 'when everything was looked at' },
    { file: 'missed-looks', shows: 'when it should have been and was not' },
    { file: 'not-looked-at', shows: 'what could not be looked at, why and since when' },
    { file: 'connections', shows: 'connections that appeared and disappeared' },
    { file: 'findings', shows: 'secrets and risky settings that were found, and what became of them' },
  ]),
  soc('CC8.1', 'Changes are authorised, tested and recorded', [
    { file: 'policies', shows: 'each version of the policy, and what it was proposed by' },
    { file: 'changes', shows: 'each change on GitHub, the policy it follows, and its outcome' },
    { file: 'brakes', shows: 'changes that waited for a person, and who let them go on' },
  ]),
  iso('A.5.15', 'Access control: rules for access are set and put into effect', [
    { file: 'policies', shows: 'the rules and their versions' },
    { file: 'decisions', shows: 'how they were applied, with the reasons' },
    { file: 'state-at-end', shows: 'what followed from them for every repository' },
  ]),
  iso('A.5.18', 'Access rights are provided, reviewed, changed and removed', [
    { file: 'access-requests', shows: 'what was asked for' },
    { file: 'approvals', shows: 'what was given and when it ended' },
    { file: 'reviews', shows: 'what was confirmed and what was not' },
  ]),
  iso('A.8.4', 'Access to source code is managed', [
    {
      file: 'state-at-start',
      shows: 'which repositories an assistant reached at the beginning, and by what approval',
    },
    { file: 'state-at-end', shows: 'the same at the end' },
    { file: 'connections', shows: 'what changed between them' },
  ]),
  iso('A.8.12', 'Data leakage is prevented where sensitive information is processed', [
    { file: 'findings', shows: 'secrets and sensitive files that an assistant could read' },
    { file: 'changes', shows: 'connections that were taken, and secrets that were kept from assistants' },
    { file: 'deletions', shows: 'what was deleted, and what was kept by a legal hold' },
  ]),
]
