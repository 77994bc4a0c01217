/** "[FIRING:2] Name (group labels)" -> "Name"; any other title stays as it is. */
export function nameInTitle(title: string): string {
  const bare = title.replace(/^\s*\[[A-Za-z]+(?::\d+)?\]\s*/, '');
  const bracket = bare === title ? -1 : bare.indexOf('(');
  return (bracket < 0 ? bare : bare.slice(0, bracket)).trim();
}
