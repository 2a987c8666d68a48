import { within } from '../../../documents/places.ts'
import { entries, textOf } from '../../../documents/document.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import type { Workflow } from '../../../workflows/workflow.ts'
import { workflowSample } from '../../../workflows/workflow-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule } from '../delivery-rule.ts'
import { insecureTls, insecureVariableNote, isInsecureVariable } from '../shell/insecure-tls.ts'
import { pipedInstalls } from '../shell/piped-install.ts'
import type { ShellSighting } from '../shell/shell-sighting.ts'

/** What `find` sees in the scripts of a workflow. */
function inScripts(
  workflow: Workflow,
  find: (script: string) => readonly ShellSighting[],
): readonly Sighting[] {
  const { document, name } = workflow
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap(({ run }) =>
      run === null
        ? []
        : find(run.text).map(({ text, at, ...said }) => ({
            place: document.place(within(document, run, text, at)),
            ...said,
            identity: identityOf(name, job.id, said.excerpt),
          })),
    ),
  )
}

export const workflowTls: WorkflowCodeRule = {
  ...papersFor('github-actions', 'tls-verification', 'https://curl.se/docs/sslcerts.html', 'read'),
  look: ({ workflow }) => [...inScripts(workflow, insecureTls), ...inEnvironments(workflow)],
  matches: [
    workflowSample({ steps: ['- run: curl -sk https://example.com/tool -o tool'] }),
    workflowSample({ steps: ['- run: curl --insecure "$ADDRESS"'] }),
    workflowSample({ steps: ['- run: npm config set strict-ssl false'] }),
    workflowSample({
      steps: ['- run: |', '    git -c http.sslVerify=false clone https://git.example.com/a/b'],
    }),
    workflowSample({ steps: ['- run: git config --global http.sslVerify "false"'] }),
    workflowSample({ steps: ['- run: wget --no-check-certificate https://example.com/x'] }),
    workflowSample({ job: ['env:', "  NODE_TLS_REJECT_UNAUTHORIZED: '0'"], steps: ['- run: npm test'] }),
    workflowSample({ steps: ['- run: GIT_SSL_NO_VERIFY=true git pull'] }),
    workflowSample({ steps: ['- run: echo "NODE_TLS_REJECT_UNAUTHORIZED=0" >> $GITHUB_ENV'] }),
    workflowSample({ steps: ['- run: pip install --trusted-host pypi.org tool'] }),
  ],
  misses: [
    workflowSample({
      steps: ['- run: curl -o k https://example.com/tool', '- run: curl -fsSLok x https://example.com'],
    }),
    workflowSample({ steps: ['- run: curl -k https://localhost:8443/health'] }),
    workflowSample({ steps: ['- run: echo "never use curl -k"', '- run: "# curl -k https://example.com"'] }),
    workflowSample({ steps: ['- run: npm config set strict-ssl true'] }),
    workflowSample({ job: ['env:', "  NODE_TLS_REJECT_UNAUTHORIZED: '1'"], steps: ['- run: npm test'] }),
  ],
}

function inEnvironments(workflow: Workflow): readonly Sighting[] {
  const all = [workflow.env, ...workflow.jobs.flatMap((job) => [job.env, ...job.steps.map(({ env }) => env)])]
  return all
    .flatMap((env) => entries(env))
    .filter(({ key, value }) => isInsecureVariable(key, textOf(value)))
    .map(({ key, keyRange, value }) => ({
      place: workflow.document.place({ start: keyRange.start, end: value.end }),
      note: `${insecureVariableNote.charAt(0).toUpperCase()}${insecureVariableNote.slice(1)}.`,
      excerpt: `${key}: ${textOf(value)}`,
      identity: identityOf(workflow.name, key),
    }))
}

export const workflowPipedInstall: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'piped-install',
    'https://docs.github.com/en/actions/reference/security/secure-use',
  ),
  look: ({ workflow }) => inScripts(workflow, pipedInstalls),
  matches: [
    workflowSample({ steps: ['- run: curl -fsSL https://example.com/install.sh | sh'] }),
    workflowSample({
      steps: ['- run: |', '    curl -fsSL \\', '      http://example.com/install | sudo -E bash -s'],
    }),
    workflowSample({ steps: ['- run: bash <(curl -s https://example.com/upload)'] }),
    workflowSample({ steps: ['- run: sh -c "$(wget -qO- https://example.com/install)"'] }),
  ],
  misses: [
    workflowSample({ steps: ['- run: curl -fsSL https://example.com/data | jq .name'] }),
    workflowSample({ steps: ['- run: curl -fsSL https://example.com/key | sha256sum'] }),
    workflowSample({ steps: ['- run: echo "curl https://example.com/install.sh | sh"'] }),
  ],
}
