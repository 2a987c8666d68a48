import type { RuleInfo } from '../../engine/rule.ts'

/** What is read besides programs: files that say how software is built and brought to where it runs. */
export const deliveryLanguages = ['github-actions', 'dockerfile'] as const
export type DeliveryLanguage = (typeof deliveryLanguages)[number]

/** What kinds of weaknesses only such files have; permanent. */
export const deliveryCategories = [
  'script-injection',
  'unpinned-action',
  'untrusted-checkout',
  'artifact-poisoning',
  'exposed-secret',
  'inherited-secrets',
  'token-write-all',
  'self-hosted-runner',
  'secret-in-image',
  'unverified-download',
  'piped-install',
] as const
export type DeliveryCategory = (typeof deliveryCategories)[number]

type Papers = Pick<RuleInfo, 'title' | 'severity' | 'confidence' | 'why' | 'fix'> & {
  readonly cwe: readonly number[]
  readonly owasp: string
}

const injection = 'A03:2021'
const insecureDesign = 'A04:2021'
const integrity = 'A08:2021'

/** What is to be said of each, whatever the file. */
export const deliveryPapers: Readonly<Record<DeliveryCategory, Papers>> = {
  'script-injection': {
    title: 'Text from outside becomes part of a script',
    severity: 'high',
    confidence: 'high',
    why: 'GitHub puts the text into the script before the shell reads it, so a title or branch name that holds a command runs it with the token and secrets of the job.',
    fix: 'Hand the value over in `env:` and write `"$TITLE"` in the script.',
    cwe: [94, 78, 77],
    owasp: injection,
  },
  'unpinned-action': {
    title: 'Action of somebody else that is not pinned to a commit',
    severity: 'medium',
    confidence: 'high',
    why: 'A tag or branch can be moved. Whoever can move it, or takes over the account that can, runs code here with the token and secrets of the job.',
    fix: 'Write the whole commit id after the @ and the version in a comment; Dependabot and Renovate keep both up to date.',
    cwe: [829, 1357, 494],
    owasp: integrity,
  },
  'untrusted-checkout': {
    title: 'Code of a pull request checked out where there are secrets',
    severity: 'high',
    confidence: 'high',
    why: 'The event runs with the secrets of the repository and a token that may write. What anybody puts into a pull request, as a build script or a test, can run there and take them.',
    fix: 'Build and test on `pull_request`, and do what needs secrets in a workflow that checks nothing out of the pull request.',
    cwe: [829, 913, 94],
    owasp: integrity,
  },
  'artifact-poisoning': {
    title: 'Artifact of another run used where there are secrets',
    severity: 'medium',
    confidence: 'low',
    why: 'The run that made the artifact may be one of a pull request from outside, whose author decides what is in it; unpacked over the workspace it replaces scripts that run afterwards.',
    fix: 'Unpack it into a folder of its own below `$RUNNER_TEMP`, check what it holds, and run nothing out of it.',
    cwe: [829, 345],
    owasp: integrity,
  },
  'exposed-secret': {
    title: 'Secret that is printed or handed over whole',
    severity: 'medium',
    confidence: 'medium',
    why: 'Logs are read by everybody who can read the repository, and only the exact text of a secret is masked there; what is given all secrets can lose all of them.',
    fix: 'Print no secret, and give each step only the secrets that it uses, by name, in `env:`.',
    cwe: [532, 200, 522],
    owasp: 'A09:2021',
  },
  'inherited-secrets': {
    title: 'All secrets given to a workflow of another repository',
    severity: 'low',
    confidence: 'medium',
    why: 'Whoever can change that workflow gets every secret that this one can read, those it has no use for too.',
    fix: 'Hand over by name what it needs: `secrets:` with one line for each.',
    cwe: [272, 522],
    owasp: insecureDesign,
  },
  'token-write-all': {
    title: 'Token that may write everything',
    severity: 'medium',
    confidence: 'high',
    why: 'Every step of the job, and every action it uses, can change code, releases, packages and settings in the name of this repository.',
    fix: 'List the rights that are needed, such as `contents: read`, for the whole workflow, and more only for the job that needs it.',
    cwe: [250, 272],
    owasp: insecureDesign,
  },
  'self-hosted-runner': {
    title: 'Own runner for pull requests',
    severity: 'medium',
    confidence: 'low',
    why: 'In a public repository anybody can open a pull request whose code then runs on a machine in your network, which may keep what it left for the next run.',
    fix: 'Run pull requests on GitHub’s runners or on machines that are thrown away after each job, and ask for an approval of every run from outside.',
    cwe: [829, 269],
    owasp: insecureDesign,
  },
  'secret-in-image': {
    title: 'Secret that becomes part of an image',
    severity: 'high',
    confidence: 'high',
    why: 'Whoever can pull the image reads it out of its settings, history or layers; deleting a file in a later layer takes nothing away.',
    fix: 'Give it to the one command that needs it with `RUN --mount=type=secret`, or to the container when it starts.',
    cwe: [522, 538, 798, 200],
    owasp: insecureDesign,
  },
  'unverified-download': {
    title: 'Download that nothing verifies',
    severity: 'low',
    confidence: 'medium',
    why: 'Whoever controls the server, or the way to it, decides what becomes part of the image.',
    fix: 'Give `ADD` the digest of the file: `--checksum=sha256:…`.',
    cwe: [494, 829],
    owasp: integrity,
  },
  'piped-install': {
    title: 'Script from the network that is run unseen',
    severity: 'low',
    confidence: 'low',
    why: 'Whoever controls the server decides what runs here, and it may be something else at every run.',
    fix: 'Download a fixed version, compare its SHA-256 with one that is written down, and run it then.',
    cwe: [494, 829],
    owasp: integrity,
  },
}
