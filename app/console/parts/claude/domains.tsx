import { PlusIcon } from '@primer/octicons-react'
import { Button, Dialog, FormControl, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { Mood, type MoodTone } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'
import { WithCode } from '../with-code.tsx'

type Domain = Schema<'Claude'>['domains'][number]

interface DomainsProps {
  readonly organization: OneOrganization
  readonly domains: readonly Domain[]
}

/** The records that Claude's sign-in rests on, looked for daily through several resolvers. */
export function Domains({ organization, domains }: DomainsProps) {
  const [isAsking, ask] = useState(false)
  const mayManage = organization.may('manage-claude')
  const queries = useQueryClient()
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: (domain: string) =>
      read(
        api.DELETE('/api/v1/organizations/{organization}/claude/domains/{domain}', {
          params: { path: { organization: organization.id, domain } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['claude'] }),
  })
  return (
    <Section
      title="Domains"
      note="By a TXT record Claude knows that a domain is yours. While Claude does not find it, single sign-on, domain capture and provisioning for its addresses can stop. It is looked for daily through several DNS servers, and hourly where something is wrong."
      actions={
        mayManage && (
          <Button leadingVisual={PlusIcon} onClick={() => ask(true)}>
            Watch a domain
          </Button>
        )
      }
    >
      {isAsking && <Watch organization={organization} onClose={() => ask(false)} />}
      {error && <ProblemBanner error={error} />}
      {domains.length === 0 ? (
        <Nothing>Claude’s record tells of no domain that was verified. One can be named here.</Nothing>
      ) : (
        <Rows label="Domains">
          {domains.map((one) => (
            <Row
              key={one.domain}
              title={one.domain}
              more={<About one={one} />}
              end={
                <>
                  <Mood tone={tones[one.state]}>{words[one.state]}</Mood>
                  {mayManage && (
                    <Button
                      size="small"
                      aria-label={`Watch no more: ${one.domain}`}
                      loading={isPending && variables === one.domain}
                      onClick={() => mutate(one.domain)}
                    >
                      Watch no more
                    </Button>
                  )}
                </>
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

const words: Readonly<Record<Domain['state'], string>> = {
  found: 'Found',
  partly: 'Found by some',
  other: 'Another record',
  missing: 'Missing',
  unknown: 'Nobody could say',
  'not-looked': 'Looked for soon',
}
const tones: Readonly<Record<Domain['state'], MoodTone>> = {
  found: 'success',
  partly: 'attention',
  other: 'danger',
  missing: 'danger',
  unknown: 'attention',
  'not-looked': 'muted',
}

const About = ({ one: { found, todo, setUpBy, setUpAt, lookedAt } }: { readonly one: Domain }) => (
  <>
    {found}
    {todo !== null && (
      <p>
        <WithCode>{todo}</WithCode>
      </p>
    )}
    <p>
      {setUpAt !== null && (
        <>
          Verified at Claude{setUpBy !== null && ` by ${setUpBy}`} <Time at={setUpAt} />.{' '}
        </>
      )}
      {lookedAt !== null && (
        <>
          Looked for <Time at={lookedAt} />.
        </>
      )}
    </p>
  </>
)

interface WatchProps {
  readonly organization: OneOrganization
  readonly onClose: () => void
}

function Watch({ organization, onClose }: WatchProps) {
  const [domain, setDomain] = useState('')
  const [record, setRecord] = useState('')
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/claude/domains', {
          params: { path: { organization: organization.id } },
          body: { domain: domain.trim(), ...(record.trim() !== '' && { record: record.trim() }) },
        }),
      ),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['claude'] })
    },
  })
  return (
    <Dialog
      title="Watch a domain"
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Watch',
          buttonType: 'primary',
          disabled: domain.trim() === '' || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Domain</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            maxLength={253}
            value={domain}
            onChange={({ target }) => setDomain(target.value)}
          />
        </FormControl>
        <FormControl>
          <FormControl.Label>Its record, as Claude showed it</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            maxLength={500}
            value={record}
            onChange={({ target }) => setRecord(target.value)}
          />
          <FormControl.Caption>
            It begins with anthropic-domain-verification-. Without it, the one that is found now is what has
            to stay.
          </FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}
