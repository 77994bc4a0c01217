import type { Outlet, Told } from '../outlets/outlet.ts';
import { effectKey } from './files.ts';
import { type OnceContext, once } from './once.ts';

export interface NoteContext extends OnceContext {
  readonly outlet: Pick<Outlet, 'find' | 'post' | 'edit'>;
}

/** The occurrence's one note; `isNew` where this call posted it. */
export interface WrittenNote {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * Posts the occurrence's note, or edits the one that is there: an occurrence has exactly one, found by its marker line
 * when the record of it was lost.
 */
export async function writeNote(context: NoteContext, occurrence: Told, text: string): Promise<WrittenNote> {
  const { outlet } = context;
  let isNew = false;
  const id = await once(context, {
    key: effectKey(occurrence.name, 'note'),
    look: () => outlet.find(occurrence),
    act: async () => {
      const posted = await outlet.post(occurrence, text);
      isNew = true;
      return posted;
    },
  });
  if (!isNew) await outlet.edit(occurrence, id, text);
  return { id, isNew };
}
