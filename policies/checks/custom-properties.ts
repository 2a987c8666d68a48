import { propertyValues } from '../fields.ts'
import { defineCheck, met, unmet, unreadable } from './check.ts'
import { propertyHolds } from '../property-holds.ts'

export const customProperties = defineCheck({
  name: 'customProperties',
  id: 'custom-properties',
  needs: 'github',
  setting: propertyValues.describe('Each custom property named here has one of the values listed for it.'),
  wanted: (setting) =>
    Object.entries(setting)
      .map(([name, values]) => `the property ${name} is ${values.join(' or ')}`)
      .join('; '),
  judge: (setting, { facts }) => {
    const properties = facts.customProperties
    if (!properties.known) return unreadable(properties.why)
    const wrong = Object.entries(setting).filter(
      ([name, values]) => !propertyHolds(properties.value, name, values),
    )
    if (wrong.length === 0) return met('every property has a wanted value')
    const names = wrong.map(([name]) => name).join(', ')
    return unmet(`another value, or none: ${names}`, `Set ${names} to a wanted value.`)
  },
})
