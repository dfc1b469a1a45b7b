/** Reading aloud with a voice of the device; a voice that works on line would send the text away. */

export function localVoice(): SpeechSynthesisVoice | null {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith("fr")) ?? null;
}

/** Reads `text`; false when the device has no French voice of its own. */
export function say(text: string, ended: () => void): boolean {
  const voice = localVoice();
  if (!voice) return false;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.onend = utterance.onerror = ended;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
  return true;
}

export const hush = () => window.speechSynthesis?.cancel();
