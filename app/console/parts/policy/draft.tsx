import { BeakerIcon, CopyIcon, GitPullRequestIcon, PencilIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { ConfirmByTyping } from '../confirm-by-typing.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import styles from './policy.module.css'
import { type PolicyProblem, readProblemLine } from './problems.ts'
import { Simulation } from './simulation.tsx'

// As large as the rest of the page together: it comes when somebody wants to write.
const PolicyEditor = lazy(() => import('./policy-editor.tsx'))
const ProposeDialog = lazy(() => import('./propose-dialog.tsx'))

interface DraftProps {
  readonly organization: OneOrganization
  readonly policy: Schema<'Policy'>
  /** Of its repository: `github.com`. */
  readonly host: string
}

const begins = `version: 1

# Begin by watching: nothing is changed on GitHub.
mode: observe

groups:
  - name: every repository
    match: ['**']
    access: allow
`

/** Writes a policy, tries it, and proposes it on GitHub, where it is reviewed and merged as all else. */
export function Draft({ organization, policy, host }: DraftProps) {
  const first = policy.text ?? begins
  const [text, write] = useState(first)
  const [isEdited, edit] = useState(false)
  const {
    data: schema,
    error,
    refetch,
  } = useQuery({
    queryKey: ['policy-schema'],
    enabled: isEdited,
    queryFn: () => read(api.GET('/api/v1/policy-schema')),
    staleTime: Infinity,
  })
  const tried = useMutation({
    mutationFn: (candidate: string) =>
      read(
        api.POST('/api/v1/organizations/{organization}/policy/preview', {
          params: { path: { organization: organization.id } },
          body: { text: candidate },
        }),
      ),
  })
  const preview = tried.variables === text ? tried.data : undefined
  const problems = useMemo(() => preview?.problems.map(readProblemLine) ?? none, [preview])
  return (
    <>
      <Section
        title="The text"
        note="What may stand there is proposed while you write; Ctrl and Space ask for it. Nothing is kept here: a policy is changed by a pull request."
        actions={
          <>
            {!isEdited && (
              <Button leadingVisual={PencilIcon} onClick={() => edit(true)}>
                Edit
              </Button>
            )}
            <Button leadingVisual={BeakerIcon} loading={tried.isPending} onClick={() => tried.mutate(text)}>
              Simulate
            </Button>
            <Propose
              organization={organization}
              text={text}
              isChanged={text !== first}
              preview={preview}
              policy={policy}
              host={host}
            />
          </>
        }
      >
        {isEdited ? (
          <Loaded query={{ data: schema, error, refetch }} height={editorHeight}>
            {(known) => (
              <div className={styles.editor}>
                <Suspense fallback={<div style={{ minHeight: editorHeight }} />}>
                  <PolicyEditor
                    label="Policy"
                    text={first}
                    schema={known}
                    problems={problems}
                    isReadOnly={false}
                    onChange={write}
                  />
                </Suspense>
              </div>
            )}
          </Loaded>
        ) : (
          <pre className={`${styles.editor} ${styles.text}`} tabIndex={0} role="region" aria-label="Policy">
            {first}
          </pre>
        )}
      </Section>
      <div aria-live="polite">
        {tried.error && <ProblemBanner error={tried.error} onRetry={() => tried.mutate(text)} />}
        {preview && <Simulation preview={preview} problems={problems} />}
      </div>
    </>
  )
}

const none: readonly PolicyProblem[] = []
const editorHeight = 400

interface ProposeProps extends DraftProps {
  readonly text: string
  readonly isChanged: boolean
  /** Of just this text; undefined: it was not tried. */
  readonly preview: Schema<'PolicyPreview'> | undefined
}

/** Owners of Gatehouse have a pull request opened; everybody may take the text along to where GitHub lets it be proposed. */
function Propose({ organization, text, isChanged, preview, policy, host }: ProposeProps) {
  const [asked, ask] = useState<'here' | 'on GitHub'>()
  const file = (policy.found ?? policy.inForce)?.file
  if (!isChanged) return null
  const enforced = preview?.enforced ?? 0
  const isReady = preview?.isValid === true
  const mayPropose = organization.may('change-policy')
  const take = async (): Promise<void> => {
    ask(undefined)
    await navigator.clipboard.writeText(text)
    if (file) open(`https://${host}/${file.repository}/edit/HEAD/${file.path}`, '_blank', 'noopener')
  }
  const close = (): void => ask(undefined)
  return (
    <>
      {file && (
        <Button
          variant={mayPropose ? 'default' : 'primary'}
          leadingVisual={CopyIcon}
          disabled={!isReady}
          onClick={() => (enforced > 0 ? ask('on GitHub') : void take())}
        >
          Copy, and propose on GitHub
        </Button>
      )}
      {mayPropose && (
        <Button
          variant="primary"
          leadingVisual={GitPullRequestIcon}
          disabled={!isReady}
          onClick={() => ask('here')}
        >
          Propose
        </Button>
      )}
      {asked === 'here' && (
        <Suspense fallback={null}>
          <ProposeDialog
            organization={organization.id}
            text={text}
            writtenFrom={policy.found?.id ?? null}
            enforced={enforced}
            onClose={close}
          />
        </Suspense>
      )}
      {asked === 'on GitHub' && (
        <ConfirmByTyping
          title="It enforces more than before"
          count={enforced}
          act="Propose"
          onConfirm={() => void take()}
          onClose={close}
        >
          <p>
            Once it is merged, what is not allowed in these repositories is taken from Claude on GitHub. The
            simulation below the text says which they are.
          </p>
        </ConfirmByTyping>
      )}
    </>
  )
}
