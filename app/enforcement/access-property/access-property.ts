import { accessPropertyName } from '../../../policies/access-property.ts'
import type { Decision } from '../../../policies/decide.ts'

/** How a custom property is defined, as far as Gatehouse says. */
export interface PropertyDefinition {
  readonly type: string
  readonly values: readonly string[]
  /** Whether repository administrators can set it too. */
  readonly isEditableInRepositories: boolean
  /** Whether it is the organization's own, and no enterprise's. */
  readonly isOfOrganization: boolean
  readonly isRequired: boolean
  readonly description: string
}

/** The values, in the words of decisions. */
export const accessValues: readonly Decision['outcome'][] = ['allowed', 'denied', 'needs-approval', 'unknown']

/** Organization actors alone set it: else whoever administers a repository could say that it is allowed. */
export const accessProperty: PropertyDefinition = {
  type: 'single_select',
  values: accessValues,
  isEditableInRepositories: false,
  isOfOrganization: true,
  isRequired: false,
  description:
    'Kept by Gatehouse: what it decided about the access of Claude to this repository. What is changed by hand is set back.',
}

/** Whether a definition takes the values that Gatehouse sets, and nobody else's word. What it is described as does not matter. Pure. */
export function fits(found: PropertyDefinition): boolean {
  const { type, values, isEditableInRepositories, isOfOrganization } = found
  return (
    type === accessProperty.type &&
    !isEditableInRepositories &&
    isOfOrganization &&
    values.length === accessValues.length &&
    accessValues.every((value) => values.includes(value))
  )
}

/** What a person is to do where Gatehouse may not define it. */
export const howToDefine = `Under the organization's settings, Custom properties: define \`${accessPropertyName}\` as a single select with the values ${accessValues.join(', ')}, and let only organization actors edit it.`
/** What a person is to do where somebody uses the name for something else. */
export const isAnothers = `A custom property \`${accessPropertyName}\` is there that Gatehouse did not define, and it is left as it is. Rename or delete it, or let it be a single select with the values ${accessValues.join(', ')} that only organization actors edit.`
/** What a person is to do where our App may not set values. */
export const mayNotSet =
  'Our App may not set custom properties. Give it the organization permission "Custom properties: admin" on its page, and accept that in the organization’s settings, GitHub Apps.'
