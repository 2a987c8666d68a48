import { Dialog, FormControl, Select, Textarea, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import {
  kindNames,
  kindWords,
  settingsOf,
  type Sink,
  type SinkField,
  type SinkKind,
  textsOf,
} from './siem-words.ts'

interface SiemDialogProps {
  readonly organization: OneOrganization
  /** undefined: a new one. */
  readonly sink: Sink | undefined
  readonly onClose: () => void
}

/** Sets a receiver up, or changes it. */
export function SiemDialog({ organization, sink, onClose }: SiemDialogProps) {
  const before = sink?.settings ?? undefined
  const [kind, setKind] = useState<SinkKind>(before?.kind ?? 'splunk')
  const [name, setName] = useState(sink?.name ?? '')
  const [format, setFormat] = useState<Sink['format']>(sink?.format ?? 'ocsf')
  const [logins, setLogins] = useState(sink?.logins ?? true)
  const [from, setFrom] = useState<'now' | 'beginning'>('now')
  const [texts, setTexts] = useState(textsOf(kind, before))
  const [secret, setSecret] = useState('')
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const path = { organization: organization.id }
      const given = secret.trim()
      const common = {
        name: name.trim(),
        format,
        logins,
        settings: settingsOf(kind, texts, before),
        ...(given !== '' && { secret: given }),
      }
      if (sink)
        await read(
          api.PUT('/api/v1/organizations/{organization}/sinks/{sink}', {
            params: { path: { ...path, sink: sink.id } },
            body: { ...common, isPaused: sink.isPaused },
          }),
        )
      else
        await read(
          api.POST('/api/v1/organizations/{organization}/sinks', {
            params: { path },
            body: { ...common, from },
          }),
        )
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sinks'] })
      onClose()
    },
  })
  const words = kindWords[kind]
  const isReady = name.trim() !== '' && !isPending
  return (
    <Dialog
      title={sink ? `Change ${sink.name}` : 'Add a receiver'}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: sink ? 'Change' : 'Add',
          buttonType: 'primary',
          disabled: !isReady,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <Text label="Name" value={name} isRequired onChange={setName} />
        {!sink && (
          <Choice
            label="Kind"
            value={kind}
            options={kindNames.map((one) => [one, kindWords[one].label])}
            onChange={(chosen) => {
              const next = kindNames.find((one) => one === chosen) ?? kind
              setKind(next)
              setTexts(textsOf(next, before))
            }}
          />
        )}
        {words.fields.map((field) => (
          <Field
            key={`${kind} ${field.name}`}
            field={field}
            value={texts[field.name] ?? ''}
            onChange={(text) => setTexts({ ...texts, [field.name]: text })}
          />
        ))}
        <FormControl required={!sink && !words.secret.isOptional}>
          <FormControl.Label>{words.secret.label}</FormControl.Label>
          {kind === 'syslog' ? (
            <Textarea block rows={2} value={secret} onChange={({ target }) => setSecret(target.value)} />
          ) : (
            <TextInput
              block
              type="password"
              autoComplete="new-password"
              value={secret}
              onChange={({ target }) => setSecret(target.value)}
            />
          )}
          <FormControl.Caption>
            {words.secret.caption} It is sealed, and never shown.
            {sink?.hasSecret && ' Left empty: the one that is kept.'}
          </FormControl.Caption>
        </FormControl>
        <Choice
          label="Format"
          value={format}
          options={[
            ['ocsf', 'OCSF 1.6.0'],
            ['record', 'Lines of the record'],
          ]}
          onChange={(chosen) => setFormat(chosen === 'record' ? 'record' : 'ocsf')}
        />
        <Choice
          label="Logins of people"
          caption="What a receiver has, Gatehouse cannot erase there. Without them people are opaque ids."
          value={String(logins)}
          options={[
            ['true', 'Sent'],
            ['false', 'Left out'],
          ]}
          onChange={(chosen) => setLogins(chosen === 'true')}
        />
        {!sink && (
          <Choice
            label="It begins"
            value={from}
            options={[
              ['now', 'With what happens from now on'],
              ['beginning', 'With everything that is recorded'],
            ]}
            onChange={(chosen) => setFrom(chosen === 'beginning' ? 'beginning' : 'now')}
          />
        )}
      </div>
    </Dialog>
  )
}

interface FieldProps {
  readonly field: SinkField
  readonly value: string
  readonly onChange: (text: string) => void
}

function Field({ field: { label, caption, isRequired = false, type }, value, onChange }: FieldProps) {
  if (type === 'choice')
    return (
      <Choice
        label={label}
        {...(caption !== undefined && { caption })}
        value={value}
        options={[
          ['true', 'Yes'],
          ['false', 'No'],
        ]}
        onChange={onChange}
      />
    )
  if (type === 'lines')
    return (
      <FormControl>
        <FormControl.Label>{label}</FormControl.Label>
        <Textarea block rows={2} value={value} onChange={({ target }) => onChange(target.value)} />
        {caption !== undefined && <FormControl.Caption>{caption}</FormControl.Caption>}
      </FormControl>
    )
  return (
    <Text
      label={label}
      value={value}
      isRequired={isRequired}
      onChange={onChange}
      {...(caption !== undefined && { caption })}
      {...(type === 'number' && { isNumber: true })}
    />
  )
}

interface TextProps {
  readonly label: string
  readonly caption?: string
  readonly value: string
  readonly isRequired: boolean
  readonly isNumber?: boolean
  readonly onChange: (text: string) => void
}

const Text = ({ label, caption, value, isRequired, isNumber = false, onChange }: TextProps) => (
  <FormControl required={isRequired}>
    <FormControl.Label>{label}</FormControl.Label>
    <TextInput
      block
      autoComplete="off"
      spellCheck={false}
      maxLength={2000}
      {...(isNumber && { inputMode: 'numeric' as const })}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
    {caption !== undefined && <FormControl.Caption>{caption}</FormControl.Caption>}
  </FormControl>
)

interface ChoiceProps {
  readonly label: string
  readonly caption?: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly onChange: (value: string) => void
}

const Choice = ({ label, caption, value, options, onChange }: ChoiceProps) => (
  <FormControl>
    <FormControl.Label>{label}</FormControl.Label>
    <Select block value={value} onChange={({ target }) => onChange(target.value)}>
      {options.map(([one, text]) => (
        <Select.Option key={one} value={one}>
          {text}
        </Select.Option>
      ))}
    </Select>
    {caption !== undefined && <FormControl.Caption>{caption}</FormControl.Caption>}
  </FormControl>
)
