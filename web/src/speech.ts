/** Reading aloud with a voice of the device; a voice that works on line would send the text away. */

const PATIENCE = 1_000; // ms; browsers make their list of voices after it is first asked for

function voicesOf(speech: SpeechSynthesis): Promise<SpeechSynthesisVoice[]> {
  const known = speech.getVoices();
  if (known.length) return Promise.resolve(known);
  return new Promise((done) => {
    const tell = () => done(speech.getVoices());
    speech.addEventListener?.("voiceschanged", tell, { once: true });
    setTimeout(tell, PATIENCE);
  });
}

export async function localVoice(): Promise<SpeechSynthesisVoice | null> {
  const voices = window.speechSynthesis ? await voicesOf(speechSynthesis) : [];
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith("fr")) ?? null;
}

/** Reads `text`; false when the device has no French voice of its own. Nothing is read once `wanted` says no. */
export async function say(text: string, wanted: () => boolean, ended: () => void): Promise<boolean> {
  const voice = await localVoice();
  if (!voice) return false;
  if (!wanted()) return true;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.onend = utterance.onerror = ended;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
  return true;
}

export const hush = () => window.speechSynthesis?.cancel();
