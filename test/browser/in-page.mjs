/** Functions that run inside the page. */

/** Every text's contrast against the background that it stands on (WCAG 2.2), worst first. */
export function contrasts() {
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (colour) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const backgroundOf = (element) => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return /, 0\)$/.test(backgroundColor) ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
  return [...document.querySelectorAll('body *')]
    .filter((element) => !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName) && hasText(element))
    .filter((element) => element.closest('svg') === null)
    .map((element) => {
      const pair = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))];
      const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
      return { contrast, text: element.textContent.slice(0, 40) };
    })
    .sort((a, b) => a.contrast - b.contrast);
}

/** What sticks out to the right and cannot be scrolled by itself, outermost first; [] when all fits the screen. */
export function overflowing() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (element) =>
    element !== null && (getComputedStyle(element).overflowX === 'auto' || scrolls(element.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter(
      (element) =>
        element.getBoundingClientRect().left + element.scrollWidth > width + 1 && !scrolls(element),
    )
    .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 60)}`);
}

export const background = () => getComputedStyle(document.body).backgroundColor;
export const selected = () => String(getSelection());
