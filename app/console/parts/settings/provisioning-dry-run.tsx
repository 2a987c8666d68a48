import { Dialog } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded } from '../section.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type DryRun = Schema<'ProvisioningDryRun'>
type Mismatch = DryRun['mismatches'][number]

interface DryRunProps {
  readonly provisioned: Schema<'Provisioning'>
  readonly organization: OneOrganization
  readonly onClose: () => void
}

/** What would follow for each group and person, and every mismatch, before anything does. */
export function DryRunDialog({ provisioned, organization, onClose }: DryRunProps) {
  const path = { organization: organization.id, connection: provisioned.id }
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['provisioning', 'dry-run', path],
    queryFn: () =>
      read(
        api.GET('/api/v1/organizations/{organization}/provisioning/{connection}/dry-run', {
          params: { path },
        }),
      ),
  })
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/provisioning/{connection}/start', {
          params: { path },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['provisioning'] })
      onClose()
    },
  })
  const mayStart = provisioned.startedAt === null && organization.may('manage-members')
  return (
    <Dialog
      title={provisioned.startedAt === null ? 'Dry run: nothing follows from it yet' : 'People and groups'}
      width="xlarge"
      onClose={onClose}
      footerButtons={[
        { content: 'Close', onClick: onClose },
        ...(mayStart
          ? [
              {
                content: 'Start: let groups give roles',
                buttonType: 'primary' as const,
                disabled: isPending || !query.data,
                onClick: () => mutate(),
              },
            ]
          : []),
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <Loaded query={query} height={200}>
          {(dryRun) => <Shown dryRun={dryRun} />}
        </Loaded>
      </div>
    </Dialog>
  )
}

function Shown({
  dryRun: { mismatches, groups, groupCount, people, peopleCount },
}: {
  readonly dryRun: DryRun
}) {
  return (
    <>
      <h3>What does not fit</h3>
      {mismatches.length === 0 ? (
        <Nothing>Everything fits.</Nothing>
      ) : (
        <Rows label="What does not fit">
          {mismatches.map((one) => (
            <Row key={`${one.kind} ${one.name}`} title={one.name} more={said(one)} />
          ))}
        </Rows>
      )}
      <h3>Groups ({groupCount.toLocaleString('en')})</h3>
      <Rows label="Groups">
        {groups.map(({ name, members, roles }) => (
          <Row
            key={name}
            title={name}
            more={`${members.toLocaleString('en')} people`}
            end={
              roles.length === 0
                ? 'no role'
                : roles
                    .map(
                      ({ role, organization }) =>
                        `${role}${organization === null ? '' : ` in ${organization}`}`,
                    )
                    .join(', ')
            }
          />
        ))}
      </Rows>
      <h3>People ({peopleCount.toLocaleString('en')})</h3>
      <Rows label="People">
        {people.map(({ userName, name, github, isActive, roles }) => (
          <Row
            key={userName}
            title={userName}
            more={`${name ?? 'no name'} · ${github === null ? 'not linked to GitHub' : `${github} on GitHub`}${isActive ? '' : ' · deactivated'}`}
            end={
              roles.length === 0
                ? 'nothing'
                : roles
                    .map(({ role, organization }) => `${role ?? 'deactivated'} in ${organization}`)
                    .join(', ')
            }
          />
        ))}
      </Rows>
    </>
  )
}

/** What is wrong, and what was probably meant. */
function said({ kind, nearest }: Mismatch): string {
  const meant = nearest === null ? '' : ` Was “${nearest}” meant?`
  return sentences[kind] + meant
}

const sentences: Readonly<Record<Mismatch['kind'], string>> = {
  'line-without-group': 'A line gives a role to this group, and the provider has told of no such group.',
  'group-without-line': 'No line names this group: it gives nobody a role.',
  'empty-group': 'This group gives a role, and nobody is in it.',
  'person-without-email': 'They have no e-mail address.',
  'person-without-link':
    'They get a role, and have not linked their account of GitHub: until they do they are nobody here.',
  'person-without-role': 'They are in groups, and none of them gives a role.',
}
