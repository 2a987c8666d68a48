export function FindingRulesPage() {
  return null
}
