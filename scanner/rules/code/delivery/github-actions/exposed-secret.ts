import type { Confidence, Severity } from '../../../../engine/rule.ts'
import { entries, type ScalarNode, textOf } from '../../../documents/document.ts'
import { within } from '../../../documents/places.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import { expressionsIn, secretIn } from '../../../workflows/expressions.ts'
import type { Job, Step, Workflow } from '../../../workflows/workflow.ts'
import { workflowSample } from '../../../workflows/workflow-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule } from '../delivery-rule.ts'

export const exposedSecret: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'exposed-secret',
    'https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information',
    'read',
  ),
  look: ({ workflow }) => [
    ...allSecrets(workflow),
    ...workflow.jobs.flatMap((job) => job.steps.flatMap((step) => printed(workflow, job, step))),
  ],
  matches: [
    workflowSample({ steps: ['- run: echo "${{ secrets.DEPLOY_KEY }}"'] }),
    workflowSample({
      steps: ['- run: |', '    echo "the key is $KEY"', '  env:', '    KEY: ${{ secrets.DEPLOY_KEY }}'],
    }),
    workflowSample({ steps: ['- run: echo ${{ secrets.DEPLOY_KEY }} | base64'] }),
    workflowSample({
      steps: ['- run: node deploy.js', '  env:', '    ALL: ${{ toJSON(secrets) }}'],
    }),
  ],
  misses: [
    workflowSample({ steps: ['- run: echo "${{ secrets.DEPLOY_KEY }}" > key.pem'] }),
    workflowSample({
      steps: ['- run: echo "${{ secrets.DEPLOY_KEY }}" | docker login -u me --password-stdin'],
    }),
    workflowSample({ steps: ['- run: echo "${{ secrets.FILE }}" | base64 -d > key'] }),
    workflowSample({ steps: ['- run: echo "::add-mask::${{ secrets.DEPLOY_KEY }}"'] }),
    workflowSample({
      steps: ['- run: |', '    {', '      echo "${{ secrets.DEPLOY_KEY }}"', '    } > settings'],
    }),
    workflowSample({
      steps: ['- run: echo "has ${#KEY} characters"', '  env:', '    KEY: ${{ secrets.DEPLOY_KEY }}'],
    }),
    workflowSample({ steps: ['- run: ./deploy', '  env:', '    KEY: ${{ secrets.DEPLOY_KEY }}'] }),
  ],
}

/** The whole of the secrets as one text, wherever it goes. */
function allSecrets({ document, name, jobs, env }: Workflow): readonly Sighting[] {
  const places = [
    env,
    ...jobs.flatMap((job) => [job.env, job.with, ...job.steps.flatMap((step) => [step.env, step.with])]),
  ]
  const texts: readonly ScalarNode[] = [
    ...places.flatMap((map) => entries(map).flatMap(({ value }) => (value.kind === 'scalar' ? [value] : []))),
    ...jobs.flatMap((job) => job.steps.flatMap(({ run }) => run ?? [])),
  ]
  return texts.flatMap((node) =>
    expressionsIn(node.text)
      .filter(({ inside }) => allOfThem.test(inside))
      .map(({ whole, at }) => ({
        place: document.place(within(document, node, whole, at)),
        severity: 'high' as const,
        confidence: 'high' as const,
        note: 'These are all secrets that the repository has, the ones of its organization among them.',
        excerpt: '${{ toJSON(secrets) }}',
        identity: identityOf(name, 'all secrets'),
      })),
  )
}

/** Each is looked for in each line. */
const mostVariables = 50
const allOfThem = /\btojson\(\s*secrets\s*\)/i

/** `echo` and `printf` whose output goes nowhere but into the log. */
function printed({ document, name }: Workflow, job: Job, step: Step): readonly Sighting[] {
  const { run } = step
  // What a group, a function or a here-document writes may go into a file.
  if (run === null || /^\s*\}\s*[>|]|<</m.test(run.text)) return []
  const variables = entries(step.env).flatMap(({ key, value }) => {
    const [only, ...others] = expressionsIn(textOf(value))
    const secret = only && others.length === 0 ? (secretIn(only.inside) ?? allOfThem.exec(only.inside)) : null
    return secret === null || !/^\w+$/.test(key) ? [] : [key]
  })
  const watched = variables.slice(0, mostVariables)
  const command = /^[ \t]*(?:echo|printf)[ \t][^\n]*$/gm
  return [...run.text.matchAll(command)].flatMap(({ 0: line, index }): readonly Sighting[] => {
    if (/::add-mask::/.test(line)) return []
    const how = howPrinted(line)
    if (how === null) return []
    const found =
      expressionsIn(line).find(({ inside }) => secretIn(inside) !== null)?.whole ??
      watched
        .map((one) => new RegExp(`\\$(?:${one}\\b|\\{${one}\\})`).exec(line)?.[0])
        .find((one) => one !== undefined)
    // What is between single quotes stays as it is written.
    if (found === undefined || (!found.startsWith('${{') && line.includes("'"))) return []
    const range = within(document, run, found, index + line.indexOf(found))
    return [
      {
        place: document.place(range),
        ...how,
        excerpt: found,
        identity: identityOf(name, job.id, 'printed', found),
      },
    ]
  })
}

/** null: it is not printed as it is, or goes elsewhere. */
function howPrinted(line: string): { severity: Severity; confidence: Confidence; note: string } | null {
  const [said, ...pipes] = line.split('|')
  if (/[>&;]/.test(line.replaceAll(/\$\{\{.*?\}\}/g, ''))) return null
  if (said !== undefined && pipes.length === 0)
    return {
      severity: 'medium',
      confidence: 'medium',
      note: 'GitHub masks its exact text in the log, but not a part of it, nor lines of a value that has several.',
    }
  const isReadable = pipes.every((one) =>
    /^\s*(?:base64(?:\s+(?:-w\s*0|--wrap=0))?|rev|xxd|od(?:\s+-\w+)*|hexdump(?:\s+-\w+)*)\s*$/.test(one),
  )
  return isReadable
    ? { severity: 'high', confidence: 'high', note: 'Encoded so, GitHub does not mask it in the log.' }
    : null
}
