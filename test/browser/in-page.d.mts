export function contrasts(): { contrast: number; text: string }[];
export function overflowing(): string[];
export function background(): string;
export function selected(): string;
