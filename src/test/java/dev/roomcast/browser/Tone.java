package dev.roomcast.browser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A sound that every browser can play. */
final class Tone {

    private static final int RATE = 8000;
    private static final int HERTZ = 220;

    private Tone() {}

    /** A WAV file of this length. */
    static byte[] seconds(int seconds) {
        byte[] samples = new byte[seconds * RATE];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (byte) Math.round(100 * Math.sin(2 * Math.PI * HERTZ * n / RATE));
        }
        var format = new AudioFormat(RATE, 8, 1, true, false);
        var sound = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length);
        var file = new ByteArrayOutputStream();
        try {
            AudioSystem.write(
                    AudioSystem.getAudioInputStream(
                            new AudioFormat(AudioFormat.Encoding.PCM_UNSIGNED, RATE, 8, 1, 1, RATE, false), sound),
                    AudioFileFormat.Type.WAVE,
                    file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
